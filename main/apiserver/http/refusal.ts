import type { ApiStatus } from '../../../preload/contract/inputs.ts';

/** What ends the handling of a request: the Status that it is answered with. */
export class Refusal extends Error {
  readonly status: ApiStatus;

  constructor(status: ApiStatus) {
    super(status.message);
    this.status = status;
  }
}
