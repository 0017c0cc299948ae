import type { ApiStatus } from '../../../preload/contract/inputs.ts';

/** Ends the work on a patch that cannot be applied. */
export class PatchRefused extends Error {
  readonly status: ApiStatus;

  constructor(status: ApiStatus) {
    super(status.message);
    this.status = status;
  }
}
