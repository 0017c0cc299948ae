// A Kubernetes Event as a list shows it.
import type { EventView } from '../../../preload/contract/views.ts';
import type { Event } from '../../engine/api/generated/types.ts';

/** `t` is when the Event was written last, in microseconds. */
export function eventView(event: Event, t: number): EventView {
  const { kind = '', name = '' } = event.involvedObject;
  const component = event.source?.component ?? event.reportingComponent ?? '';
  const host = event.source?.host ?? '';
  return {
    uid: event.metadata.uid ?? '',
    t,
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    object: `${kind.toLowerCase()}/${name}`,
    message: event.message ?? '',
    count: event.series?.count ?? event.count ?? 1,
    source: host === '' ? component : `${component}, ${host}`,
  };
}
