// A request at an nginx, and what all parts of its answer need.
import type { Micros } from '../../../kernel/time.ts';
import type { HttpRequest, HttpResponse } from '../../interfaces.ts';
import type { LogLine, Process } from '../program.ts';

/** Which nginx it is. */
export interface Release {
  /** `nginx/1.27.5` */
  readonly server: string;
  /** The time that the files of its image bear. */
  readonly builtAt: Micros;
}

export interface Visit {
  readonly process: Process;
  readonly release: Release;
  readonly request: HttpRequest;
  /** Where the request is now, without its query: it may have been sent on. */
  readonly path: string;
}

export interface Answered {
  readonly response: HttpResponse;
  readonly tookUs?: number | undefined;
  /** What goes to the error log. */
  readonly logs?: readonly LogLine[] | undefined;
}
