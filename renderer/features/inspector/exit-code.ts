import type { MessageKey } from '../../i18n/translate.ts';

const meanings = {
  126: 'exit.not-executable',
  127: 'exit.not-found',
  130: 'exit.sigint',
  137: 'exit.sigkill',
  139: 'exit.sigsegv',
  143: 'exit.sigterm',
  255: 'exit.lost',
} as const satisfies Record<number, MessageKey>;

type Meaning = (typeof meanings)[keyof typeof meanings] | 'exit.oom';

/** What an exit code tells a person who does not know them by heart; undefined for those a program chooses itself. */
export function exitMeaning(exitCode: number, reason = ''): Meaning | undefined {
  if (reason === 'OOMKilled') return 'exit.oom';
  // A program may choose 255 too; a container of which nothing is known any more says so in its reason.
  if (exitCode === 255 && reason !== 'Unknown') return undefined;
  return exitCode in meanings ? meanings[exitCode as keyof typeof meanings] : undefined;
}
