// What every client of the API makes of its requests and their answers.
import type { ApiAnswer, ApiRequest, InputResult, WriteRequest } from '../../preload/contract/inputs.ts';

/** Whether a request changes something, so that it is an input. */
export function isWrite(request: ApiRequest): request is WriteRequest {
  return request.verb !== 'get' && request.verb !== 'list' && request.verb !== 'watch';
}

/** The API's answer to an input that was a request. Throws Error when it was answered like another input. */
export function answerIn(result: InputResult): ApiAnswer {
  if (result.ok && ('applied' in result || 'sent' in result || 'exec' in result))
    throw new Error('a request was answered like another input');
  return result;
}
