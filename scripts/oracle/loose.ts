import { parseHeader } from './table-header.ts';

/** A normalised text without the numbers of its tokens, the rows of each table sorted: for orders that follow chance. */
export function loose(text: string): string {
  const out: string[] = [];
  let rows: string[] | undefined;
  const endTable = () => {
    out.push(...(rows ?? []).sort());
    rows = undefined;
  };
  for (const line of withoutNumbers(text).split('\n')) {
    const isHeader = parseHeader(line) !== undefined;
    if (rows && line.trim() !== '' && !isHeader) {
      rows.push(line);
      continue;
    }
    endTable();
    out.push(line);
    if (isHeader) rows = [];
  }
  endTable();
  return out.join('\n');
}

function withoutNumbers(text: string): string {
  return text
    .replace(/<(ip|uid|hash|cid|digest|minute|nodeport):\d+>/g, '<$1>')
    .replace(/<suffix:(\d+)#\d+>/g, '<suffix:$1>');
}
