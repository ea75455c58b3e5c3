# SPDX-License-Identifier: Apache-2.0
"""plot.py DATABASE OUT.svg: events a day, cooperative above the line and conflictual below (by the sign of their Goldstein score)."""
import datetime
import sqlite3
import sys
from xml.sax.saxutils import escape

WIDTH, HEIGHT, EDGE = 640, 240, 30


def main():
    database = sqlite3.connect(sys.argv[1])
    query = "select date_start, sum(goldstein >= 0), sum(goldstein < 0) from event where date_start is not null and not negated group by date_start order by 1"
    days = {datetime.date.fromisoformat(day): (up, down) for day, up, down in database.execute(query)}
    first, last = min(days), max(days)
    count = (last - first).days + 1
    most = max(max(pair) for pair in days.values())
    step, unit, middle = (WIDTH - 2 * EDGE) / count, (HEIGHT / 2 - EDGE) / most, HEIGHT / 2
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">']
    for day, (up, down) in days.items():
        x = EDGE + (day - first).days * step
        out.append(f'<rect x="{x:.1f}" y="{middle - up * unit:.1f}" width="{step * 0.8:.1f}" height="{up * unit:.1f}" fill="#2a7"><title>{escape(f"{day}: {up} cooperative")}</title></rect>')
        out.append(f'<rect x="{x:.1f}" y="{middle:.1f}" width="{step * 0.8:.1f}" height="{down * unit:.1f}" fill="#c43"><title>{escape(f"{day}: {down} conflictual")}</title></rect>')
    out.append(f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{middle}" y2="{middle}" stroke="#888"/>')
    out.append(f'<text x="{EDGE}" y="{HEIGHT - 8}">{first}</text><text x="{WIDTH - EDGE}" y="{HEIGHT - 8}" text-anchor="end">{last}</text></svg>')
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


main()
