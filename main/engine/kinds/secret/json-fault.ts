// Models the errors of Go's encoding/json for a text that should be an object.
import { goTypeOf, readJson } from '../../api/go-json.ts';

/** Why a text is no JSON object; undefined when it is one. */
export function jsonFault(text: string): string | undefined {
  const read = readJson(text);
  if ('fault' in read) return read.fault;
  const { value } = read;
  if (typeof value === 'object' && !Array.isArray(value)) return undefined;
  return `json: cannot unmarshal ${goTypeOf(value)} into Go value of type map[string]interface {}`;
}
