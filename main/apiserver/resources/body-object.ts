// What the body of a request says, in any of the forms that the API server reads.
import type { Buffer } from 'node:buffer';
import { parse } from 'yaml';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { badRequest, unsupportedMediaType } from '../../engine/api/status.ts';
import { isJsonObject } from '../../engine/kernel/json.ts';
import { Refusal } from '../http/refusal.ts';
import { JSON_TYPE } from '../http/reply.ts';
import { PROTOBUF_TYPE, decodeProtobuf } from '../protobuf/unknown.ts';
import { shallow } from './depth.ts';

const YAML_TYPE = 'application/yaml';

/** The media type of a `Content-Type` header, without its parameters; JSON where there is none. */
export const mediaTypeOf = (contentType: string | undefined): string =>
  (contentType ?? JSON_TYPE).split(';')[0]?.trim().toLowerCase() || JSON_TYPE;

/** The object in a body. Throws Refusal when it is in no known form. */
export function objectIn(body: Buffer, contentType: string | undefined): KubeObject {
  const value = valueIn(body, mediaTypeOf(contentType));
  if (isJsonObject(value)) return value;
  throw new Refusal(badRequest('the object provided is unrecognized: it is no JSON object'));
}

function valueIn(body: Buffer, type: string): unknown {
  switch (type) {
    case JSON_TYPE:
      return readable(() => JSON.parse(body.toString()));
    case YAML_TYPE:
    case 'text/yaml':
      return yamlIn(body);
    case PROTOBUF_TYPE:
      return readable(() => decodeProtobuf(body));
    default:
      throw new Refusal(unsupportedMediaType([JSON_TYPE, YAML_TYPE, PROTOBUF_TYPE]));
  }
}

/** The value of a YAML text, which JSON is, too. Throws Refusal when it is none. */
export const yamlIn = (body: Buffer): unknown =>
  readable(() => parse(body.toString(), { maxAliasCount: 100 }) as unknown);

/** What `read` answers. Throws Refusal when it throws, or answers what is too deep. */
const readable = (read: () => unknown): unknown => shallow(attempted(read));

function attempted(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(badRequest(`the object provided is unrecognized: couldn't get version/kind: ${why}`));
  }
}
