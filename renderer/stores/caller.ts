// Calls with what every call of the window needs: it counts as activity, and a problem becomes a notice.
import type { CallAnswer, CallName, CallPayload } from '../../preload/contract/calls.ts';
import { fail, type Outcome, type Problem } from '../../preload/contract/problems.ts';
import type { Connection } from '../bridge/connection.ts';
import type { Activity } from './activity.ts';

export class Caller {
  private readonly connection: Connection;
  private readonly activity: Activity;
  private readonly tell: (problem: Problem) => void;

  constructor(connection: Connection, activity: Activity, tell: (problem: Problem) => void) {
    this.connection = connection;
    this.activity = activity;
    this.tell = tell;
  }

  /** Calls and shows a problem as a notice; answers `undefined` then. */
  async call<N extends CallName>(name: N, payload: CallPayload<N>): Promise<CallAnswer<N> | undefined> {
    const outcome = await this.ask(name, payload);
    if (outcome.ok) return outcome.value;
    this.tell(outcome.problem);
    return undefined;
  }

  /** Calls and leaves it to the caller to show the problem. */
  async ask<N extends CallName>(name: N, payload: CallPayload<N>): Promise<Outcome<CallAnswer<N>>> {
    try {
      return await this.activity.during(this.connection.call(name, payload));
    } catch (error) {
      return fail('internal', error instanceof Error ? error.message : String(error));
    }
  }
}
