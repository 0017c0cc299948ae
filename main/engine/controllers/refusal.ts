// Writes that a controller's turn depends on: the first that is refused ends the turn, which is taken again later.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { ApiResult } from '../api/server.ts';
import { type Outcome, failedBy } from './controller.ts';

/** A write that the API server refused. */
export class Refusal extends Error {
  readonly status: ApiStatus;

  constructor(status: ApiStatus) {
    super(status.message);
    this.status = status;
  }
}

/** The object as it was written; throws a `Refusal` where the write was refused. */
export function written<T>(result: ApiResult<T>): T {
  if (!result.ok) throw new Refusal(result.status);
  return result.object;
}

/** Takes a turn, which fails with the first write that is refused. */
export function untilRefused(turn: () => Outcome): Outcome {
  try {
    return turn();
  } catch (error) {
    if (error instanceof Refusal) return failedBy(error.status);
    throw error;
  }
}
