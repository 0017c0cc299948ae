// What programs do with the official JavaScript client.
import { kindPrograms } from './client-node/kinds.ts';
import { libraryPrograms } from './client-node/library-parts.ts';
import type { Program } from './client-node/program.ts';
import { requestPrograms } from './client-node/requests.ts';
import { streamPrograms } from './client-node/streams.ts';
import { watchPrograms } from './client-node/watching.ts';

export const programs: readonly Program[] = [
  ...libraryPrograms,
  ...kindPrograms,
  ...requestPrograms,
  ...watchPrograms,
  ...streamPrograms,
];
