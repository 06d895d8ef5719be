"""Speeches of sentences of input/, for what is measured on many texts: `benches/peers/run`, `benches/growth`."""
import glob, itertools, os, re

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CHARACTERS = 4000

def speeches(folder, count, plain):
    """So many texts of 4,000 characters: sentences of the simplified samples by turns, begun elsewhere for each, so that no two are alike.
    Plain ones are of Han and full-width marks alone, eight sentences a paragraph; the others are of all sentences, four a paragraph."""
    samples = []
    for path in sorted(glob.glob(os.path.join(ROOT, 'input', '*.txt'))):
        raw = open(path, 'rb').read()
        for encoding in ['utf-8-sig', 'gb18030']:
            try:
                text = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
        if '們' not in text and '\0' not in text:
            # Whole sentences: one that is cut out of a quotation would only make us warn of its marks.
            sentences = [s for s in re.findall(r'[^。\s][^。\n]{8,}。', text) if not re.search('[“”‘’"]', s)]
            samples.append([s for s in sentences if not (plain and re.search('[!-~]', s))])
    for number in range(count):
        turns = [itertools.islice(itertools.cycle(s), number % len(s), None) for s in samples if s]
        lines, length, at = ['在全县工作会议上的讲话', '同志们：'], 0, 0
        while length < CHARACTERS:
            if at % 40 == 0:
                lines.append('一二三四五六七八'[at // 40 % 8] + '、关于今年的工作')
            sentences = [next(turns[(at + k) % len(turns)]) for k in range(8 if plain else 4)]
            lines.append('　　' + ''.join(sentences) + f'（{number}—{at}）')
            length += sum(map(len, sentences))
            at += len(sentences)
        open(os.path.join(folder, f'{number:04}.txt'), 'w', encoding='utf-8').write('\n'.join(lines) + '\n')
