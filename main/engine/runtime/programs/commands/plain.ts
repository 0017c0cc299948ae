// Commands that are over at once.
import { type PlainCommand, done, failed } from './command.ts';
import { echo, printf } from './echo.ts';
import { fileCommands } from './file-commands.ts';
import { infoCommands } from './info.ts';
import { kill } from './kill.ts';
import { nameCommands } from './names.ts';
import { networkCommands } from './network-info.ts';
import { expr, seq } from './numbers.ts';
import { test } from './test.ts';

export const plainCommands: Readonly<Record<string, PlainCommand>> = {
  true: () => done(),
  false: () => failed(''),
  sync: () => done(),
  clear: () => done(),
  echo,
  printf,
  kill,
  expr,
  seq,
  test: (args, process) => test(args, process),
  '[': (args, process) => (args.at(-1) === ']' ? test(args.slice(0, -1), process) : failed('sh: missing ]\n', 2)),
  '[[': (args, process) => test(args.slice(0, -1), process, true),
  ...fileCommands,
  ...infoCommands,
  ...nameCommands,
  ...networkCommands,
};
