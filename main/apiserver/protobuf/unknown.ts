// Models apimachinery's pkg/runtime/serializer/protobuf/protobuf.go (v1.35): the envelope that says of which kind a
// message is.
import { Buffer } from 'node:buffer';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isMessage, readMessage } from './message.ts';

export const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf';

const MAGIC = Buffer.from('k8s\0');

/** The object in a body. Throws Error when there is none, or its kind is not known. */
export function decodeProtobuf(body: Buffer): KubeObject {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Error('provided data does not appear to be a protobuf message, expected prefix k8s');
  }
  const { typeMeta = {}, raw = '' } = readMessage('runtime.Unknown', body.subarray(MAGIC.length)) as Envelope;
  const { apiVersion = '', kind = '' } = typeMeta;
  const name = messageOf(apiVersion, kind);
  if (name === undefined) throw new Error(`no kind "${kind}" is registered for version "${apiVersion}"`);
  return { apiVersion, kind, ...readMessage(name, Buffer.from(raw, 'base64')) };
}

interface Envelope {
  readonly typeMeta?: { readonly apiVersion?: string; readonly kind?: string };
  readonly raw?: string;
}

/** Options and the like belong to every group. */
function messageOf(apiVersion: string, kind: string): string | undefined {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const [home = ''] = group.split('.');
  return [`${home}.${version}.${kind}`, `meta.v1.${kind}`].find(isMessage);
}
