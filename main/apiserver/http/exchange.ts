import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiClient } from '../../shell/api-client.ts';
import type { ClusterDoor, Speaker } from '../door.ts';
import type { OpenAnswer } from '../streams/open-answer.ts';
import type { KeptAnswers } from './kept-answers.ts';

/** A request that is let in, and where its answer goes. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Decoded nowhere yet: `/api/v1/pods`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The API on behalf of whoever asks. */
  readonly client: ApiClient;
  readonly door: ClusterDoor;
  readonly speaker: Speaker;
  /** Begins an answer that goes on. */
  readonly open: OpenAnswer;
  /** Whether the answer is to be the messages of a WebSocket, where it can be. */
  readonly isWebSocket: boolean;
  readonly kept: KeptAnswers;
}

/** The first value of a parameter; undefined when it is absent or empty. */
export function parameter({ query }: Pick<Exchange, 'query'>, name: string): string | undefined {
  return query.get(name) || undefined;
}

/** Whether a parameter is set, as Go reads booleans. */
export function isSet({ query }: Pick<Exchange, 'query'>, name: string): boolean {
  const text = query.get(name);
  return text !== null && !['0', 'f', 'false', 'F', 'FALSE', 'False'].includes(text);
}

/** A whole number that is not negative; undefined for anything else. */
export function count(exchange: Pick<Exchange, 'query'>, name: string): number | undefined {
  const text = parameter(exchange, name);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
