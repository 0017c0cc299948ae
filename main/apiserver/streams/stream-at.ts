import type { ResourcePath } from '../resources/path.ts';

const STREAMS = ['exec', 'attach', 'portforward'] as const;

/** What is opened by a request to a subresource of a Pod, and goes on. */
export type Stream = (typeof STREAMS)[number];

/** The stream of a Pod that is asked for at `path`; undefined when none is. */
export function streamAt({ group, version, namespace, resource, subresource, rest }: ResourcePath): Stream | undefined {
  const isOfPod = group === '' && version === 'v1' && namespace !== undefined && resource === 'pods';
  return isOfPod && rest.length === 0 ? STREAMS.find((stream) => stream === subresource) : undefined;
}
