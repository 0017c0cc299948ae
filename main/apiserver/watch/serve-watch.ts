import type { ApiAnswer, ApiChange } from '../../../preload/contract/inputs.ts';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import { type Exchange, count, isSet } from '../http/exchange.ts';
import { groupVersion } from '../resources/path.ts';
import { type Shape, objectBody } from '../resources/shape.ts';
import type { WatchRequest } from '../resources/to-request.ts';
import { WatchStream } from './watch-stream.ts';

type Answered = Extract<ApiAnswer, { readonly ok: true }>;

/** A watch that says nothing ends after this long, as those of a real API server do after half an hour to an hour. */
const TIMEOUT_SECONDS = 45 * 60;
const TIMEOUT_SECONDS_MAX = 24 * 3_600;

/** Answers a watch: an event a line, each with its object in the form that is wanted. */
export function serveWatch(
  exchange: Exchange,
  request: WatchRequest,
  served: DiscoveredResource,
  shape: Shape,
): Promise<void> {
  const seconds = Math.min(count(exchange, 'timeoutSeconds') || TIMEOUT_SECONDS, TIMEOUT_SECONDS_MAX);
  const bookmark = (resourceVersion: string) => bookmarkOf(served, resourceVersion);
  return WatchStream.serve(exchange, {
    request,
    render: (answer) => eventsOf(answer, served, shape),
    bookmark: isSet(exchange, 'allowWatchBookmarks') ? bookmark : undefined,
    endsAfterMs: seconds * 1000,
  });
}

/** Rows stand beside the changes that are no bookmarks, one each. */
function eventsOf({ changes = [], table }: Answered, served: DiscoveredResource, shape: Shape): readonly object[] {
  let row = 0;
  return changes.map(({ type, object }: ApiChange) => {
    if (type === 'BOOKMARK')
      return { type, object: { ...object, kind: served.kind, apiVersion: groupVersion(served) } };
    const ownRow = table?.rows.slice(row, ++row);
    return { type, object: objectBody(object, table && ownRow && { ...table, rows: ownRow }, served, shape) };
  });
}

const bookmarkOf = (served: DiscoveredResource, resourceVersion: string): object => ({
  type: 'BOOKMARK',
  object: {
    kind: served.kind,
    apiVersion: groupVersion(served),
    metadata: { resourceVersion, creationTimestamp: null },
  },
});
