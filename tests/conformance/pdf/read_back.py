"""The text that readers get from a PDF is the document's: SAID.jsonl (inspect --stage layout --json --toc) and FILE.pdf...

Two readers that share no code, poppler (pdftotext -raw) and MuPDF. White space aside, and each page's number taken off
its end, the pages say the blocks one after the other. A block that is not printed must be noise. In the folder `toc` the pages of
the table of contents come first: they hold every entry, and are no text.
"""

import json
import os
import subprocess
import sys

import pymupdf


def solid(text):
    return "".join(text.split())


def wanted(said):
    """The text of what is printed."""
    printed = {line["block"] for page in said["pages"] for line in page["lines"]}
    for index, block in enumerate(said["blocks"]):
        if index not in printed and block["role"] != "noise":
            sys.exit(f"{said['path']}: no page shows block {index}, {block['role']}: {block['text'][:40]}")
    return solid("".join(block["text"] for index, block in enumerate(said["blocks"]) if index in printed))


def contents(said):
    """What each page of the table of contents says, its dots aside."""
    pages = [page for page in said["pages"] if page.get("part") == "contents"]
    return [[solid(line["text"]) for line in page["lines"]] for page in pages]


def poppler(path):
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def mupdf(path):
    with pymupdf.open(path) as file:
        return [page.get_text() for page in file]


def without_number(page, number):
    """The page without its number, — 3 — or 3 by itself; none where it does not end with it."""
    for form in (f"—{number}—", str(number)):
        if page.endswith(form):
            return page[: -len(form)]
    return None


def fault(pages, text, table):
    """What is wrong with what a reader got; none if nothing is."""
    for entries, page in zip(table, map(solid, pages)):
        for entry in entries:
            if entry not in page:
                return f"no page of the contents says {entry}"
    pages = pages[len(table):]
    got = ""
    for number, page in enumerate(map(solid, pages), 1):
        page = without_number(page, number)
        if page is None:
            return f"page {number} does not end with its number"
        got += page
    if got == text:
        return None
    at = len(os.path.commonprefix([got, text]))
    return f"character {at} of {len(text)} (of {len(got)} got): {text[at - 5:at + 10]!r} became {got[at - 5:at + 10]!r}"


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        texts = {os.path.splitext(os.path.basename(said["path"]))[0]: (wanted(said), contents(said)) for said in map(json.loads, lines)}
    faults = characters = 0
    for path in sys.argv[2:]:
        text, table = texts[os.path.splitext(os.path.basename(path))[0]]
        table = table if os.path.basename(os.path.dirname(path)) == "toc" else []
        characters += len(text)
        for reader in (poppler, mupdf):
            found = fault(reader(path), text, table)
            if found:
                faults += 1
                print(f"{reader.__name__}: {path}: {found}")
    print(f"   text read back by poppler and MuPDF: {len(sys.argv) - 2} PDFs, {characters} characters, {faults} faults")
    sys.exit(faults > 0 or characters == 0)


main()
