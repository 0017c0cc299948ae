import type { Surroundings } from '../surroundings.ts';

/** What building a kustomization needs of the place where it is built. */
export type BuildContext = Pick<Surroundings, 'env' | 'err' | 'files'>;
