// Models pkg/registry/core/pod/rest/subresources.go (v1.35): what is connected with, rather than kept, is asked for by a
// request to a subresource, for which rights are needed.
import type { ApiStatus, Requester } from '../../preload/contract/inputs.ts';
import { denial } from '../engine/api/authorization/guard.ts';
import type { ApiServer } from '../engine/api/server.ts';
import type { ConnectRequest } from './api-client.ts';

/** Why `user` may not connect; undefined when they may. */
export const connectDenial = (server: ApiServer, user: Requester, asked: ConnectRequest): ApiStatus | undefined =>
  denial(server, user, asked, server.kinds[asked.resource]);
