"""What openxml-audit found, AUDIT.json of COUNT files. A theme, which it asks for, is optional (ISO/IEC 29500-1, 11.3.10)."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    seen = json.load(file)
faults = 0
for one in seen:
    for error in one.get("errors", []):
        if "relationships/theme" not in json.dumps(error):
            faults += 1
            print(f"openxml-audit: {one['file']}: {error.get('description') or error.get('message')} {error.get('path') or ''}")
print(f"   openxml-audit: {len(seen)} DOCX, {faults} schema or semantic errors")
sys.exit(faults > 0 or len(seen) != int(sys.argv[2]))
