// Who and where the person is, and what they typed.
import { printed, type Program } from './program.ts';

const FIGURES = 5;

export const identityPrograms: readonly Program[] = [
  {
    name: 'hostname',
    run: (_args, { env }) => Promise.resolve(printed(`${env.get('HOSTNAME') ?? 'localhost'}\n`)),
  },
  {
    name: 'whoami',
    run: (_args, { env }) => Promise.resolve(printed(`${env.get('USER') ?? 'root'}\n`)),
  },
  {
    name: 'history',
    run: (_args, _context, { person }) => {
      const lines = (person?.typed ?? []).map((line, index) => `${String(index + 1).padStart(FIGURES)}  ${line}\n`);
      return Promise.resolve(printed(lines.join('')));
    },
  },
];
