import { readFileSync } from 'node:fs';
import type { Terminal } from './terminal.ts';

const STANDARD_INPUT = 0;
/** Back to the beginning of the line, and clear it. */
const CLEAR_LINE = '\r\u001b[K';

/** The terminal, or the pipes, that this process was started with. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  // Whoever reads may have seen enough: `kubarium run … | head`.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    print: (text) => void stdout.write(text),
    say: (line) => void stderr.write(`${line}\n`),
    progress: stderr.isTTY ? (line) => void stderr.write(CLEAR_LINE + line) : undefined,
    readInput: () => readFileSync(STANDARD_INPUT),
  };
}
