#!/usr/bin/env python3
"""make.py COUNTS.tsv > han.txt: packs a table of characters and log probabilities into the model that ships.

COUNTS.tsv holds one `character<TAB>U+XXXX<TAB>natural log of its probability` a line. It was counted over texts that
anyone may use: statutes and regulations of the mainland (Copyright Law of the PRC, article 5: no copyright) and of Taiwan
(Copyright Act, article 9: no copyright), and novels whose authors died long enough ago. The 4,000 most frequent characters
stay. Simplified and traditional texts are counted together: one joint table detects as well as two.

Each line of the result is one level: its cost in thousandths of a nat, a tab, and the characters that cost it, by code
point. Sixteen levels (four bits a character) detect as well as exact figures."""
import sys

LEVELS = 16


def is_chinese(c):
    """Han, marks and signs of Chinese text; stray letters and invisible characters of the counted texts are no evidence."""
    o = ord(c)
    return 0x4E00 <= o < 0xA000 or 0x2010 <= o < 0x2600 or 0x3000 <= o < 0x3020 or 0xFF00 <= o < 0xFF60 and not c.isalpha()


rows = [line.rstrip('\n').split('\t') for line in open(sys.argv[1], encoding='utf-8')]
cost = {c: -1000 * float(p) for c, _, p in rows if is_chinese(c)}
low, high = min(cost.values()), max(cost.values())
width = (high - low) / LEVELS
levels = [[] for _ in range(LEVELS)]
for c in sorted(cost):
    levels[min(LEVELS - 1, int((cost[c] - low) / width))].append(c)
for chars in levels:
    mean = round(sum(cost[c] for c in chars) / len(chars))
    print(f"{mean}\t{''.join(chars)}")
