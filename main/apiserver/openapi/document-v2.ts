// Models gnostic's openapiv2/OpenAPIv2.proto: the OpenAPI v2 document, of which older clients read whether a patch can be
// validated by the server, and what their schemas are.
import type { Buffer } from 'node:buffer';
import type { ApiClient, DiscoveredResource } from '../../shell/api-client.ts';
import { field, message } from '../protobuf/write.ts';
import { objectPath } from './document.ts';
import { definitionsOf } from './gnostic-schema.ts';
import { schemasFor } from './resource-schemas.ts';

export const OPENAPI_V2_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

export function openApiV2(client: ApiClient, resources: readonly DiscoveredResource[]): Buffer {
  const info = message(field(1, 'Kubernetes'), field(2, 'v1.35'));
  const paths = resources.map((resource) => field(2, namedPath(resource)));
  const definitions = definitionsOf(schemasFor(client, resources));
  return message(field(1, '2.0'), field(2, info), field(8, message(...paths)), field(9, definitions));
}

const namedPath = (resource: DiscoveredResource): Buffer =>
  message(field(1, objectPath(resource)), field(2, message(field(8, patchOperation(resource)))));

function patchOperation({ group, version, kind }: DiscoveredResource): Buffer {
  const query = message(field(2, 'query'), field(4, 'fieldValidation'), field(6, 'string'));
  const parameter = field(1, field(2, field(3, query)));
  const gvk = `group: ${JSON.stringify(group)}\nkind: ${kind}\nversion: ${version}\n`;
  const extension = message(field(1, 'x-kubernetes-group-version-kind'), field(2, field(2, gvk)));
  return message(field(8, parameter), field(13, extension));
}
