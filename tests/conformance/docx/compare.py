"""A DOCX says what its PDF says, on about as many pages: FOLDER LOOK...

FOLDER/made/LOOK holds DOCX and PDF, FOLDER/libreoffice/LOOK what LibreOffice makes of that DOCX, text and PDF, FOLDER/said.jsonl what we meant (inspect
--stage layout --json --toc). In the look `toc` a table of contents comes first; its pages hold every entry and are no text.

- python-docx: the text of all paragraphs is the text of the printed blocks, white space aside; headings have Word's own styles with their levels.
- LibreOffice: the text that it reads is the same, and its pages, each without its number, show every character of it. (It draws what a stand-in face
  shows after the rest of a line, so that the order of a PDF is not that of the text.)
- Pages: LibreOffice breaks lines otherwise now and then (docs/conformance/ooxml.md), which over a document may come to a page. More than one page off,
  or one in twenty where there are more than twenty, is a fault. A blank page behind the contents is not counted: LibreOffice leaves it out.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter

import docx


def solid(text):
    return "".join(text.split())


def read(path):
    """The pages of a PDF."""
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


class Said:
    """What was meant of one text."""

    def __init__(self, said, look):
        self.contents = [page for page in said["pages"] if page.get("part") == "contents"] if look == "toc" else []
        printed = {line["block"] for page in said["pages"] for line in page["lines"]}
        blocks = [block for index, block in enumerate(said["blocks"]) if index in printed]
        self.text = solid("".join(block["text"] for block in blocks))
        self.levels = [block["level"] for block in blocks if block["role"] == "heading"]


def without_number(page, number):
    """The page without its number, which is drawn first or last; none where it has none."""
    for form in (f"—{number}—", str(number)):
        if page.endswith(form):
            return page[: -len(form)]
        if page.startswith(form):
            return page[len(form) :]
    return None


def differ(got, wanted):
    at = len(os.path.commonprefix([got, wanted]))
    return f"character {at} of {len(wanted)} (of {len(got)} got): {wanted[max(at - 5, 0):at + 10]!r} became {got[max(at - 5, 0):at + 10]!r}"


def python_docx(path, said, look):
    """What python-docx reads: paragraphs and styles."""
    paragraphs = docx.Document(path).paragraphs
    got = solid("".join(paragraph.text for paragraph in paragraphs))
    if got != said.text:
        yield f"python-docx: {differ(got, said.text)}"
    named = [re.fullmatch(r"heading (\d)", paragraph.style.name, re.I) for paragraph in paragraphs]
    levels = [int(name.group(1)) for name in named if name]
    # Templates that set run-ins on lines of their own have more headings than the text.
    if levels != said.levels and look in ("gbt9704", "toc", "b5"):
        yield f"python-docx: headings {levels}, not {said.levels}"


def libreoffice(read_text, pages, said):
    """What LibreOffice reads and shows."""
    contents = [page for page in said.contents if page["lines"]]
    wanted = "".join(solid(line["text"]) for page in contents for line in page["lines"]) + said.text
    if solid(read_text) != wanted:
        yield f"LibreOffice reads: {differ(solid(read_text), wanted)}"
    shown = Counter()
    for number, page in enumerate(map(solid, pages)):
        # Dots are those of the contents, and of the text.
        page = page if number < len(contents) else without_number(page, number - len(contents) + 1)
        if page is None:
            yield f"LibreOffice: page {number + 1} has no number"
            return
        shown.update(page)
    lost = Counter(wanted) - shown
    if lost:
        yield f"LibreOffice does not show {sum(lost.values())} of {len(wanted)} characters: {dict(lost)}"


def main():
    folder, looks = sys.argv[1], sys.argv[2:]
    faults = 0
    with open(f"{folder}/said.jsonl", encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    for look in looks:
        alike, off = 0, []
        for one in texts:
            said = Said(one, look)
            stem = os.path.splitext(os.path.basename(one["path"]))[0]
            made, opened = f"{folder}/made/{look}/{stem}", f"{folder}/libreoffice/{look}/{stem}"
            found = list(python_docx(f"{made}.docx", said, look))
            if os.path.exists(f"{opened}.pdf") and os.path.exists(f"{opened}.txt"):
                pages = read(f"{opened}.pdf")
                with open(f"{opened}.txt", encoding="utf-8-sig") as file:
                    found += libreoffice(file.read(), pages, said)
                ours = len(read(f"{made}.pdf")) - sum(not page["lines"] for page in said.contents)
                alike += len(pages) == ours
                if len(pages) != ours:
                    off.append(f"{stem} {len(pages)} for {ours}")
                if abs(len(pages) - ours) > max(1, ours // 20):
                    found.append(f"pages: LibreOffice has {len(pages)}, the PDF {ours}")
            else:
                found.append("LibreOffice did not open it")
            for fault in found:
                print(f"{look}/{stem}.docx: {fault}")
            faults += len(found)
        said_off = f"; others: {', '.join(off)}" if off else ""
        print(f"   {look}: python-docx and LibreOffice read {len(texts)} DOCX, as many pages as the PDF in {alike}{said_off}")
    sys.exit(faults > 0)


main()
