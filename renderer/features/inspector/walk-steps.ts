// A request's way as steps that can be read: where it was when, what the rules there did with it, and how it ended.
import type { RequestView } from '../../../preload/contract/views.ts';
import type { RequestHop } from '../../../preload/contract/requests.ts';

export type WalkStep =
  | { readonly kind: 'sent'; readonly afterUs: number; readonly who: string }
  | {
      readonly kind: 'node';
      readonly afterUs: number;
      readonly node: string;
      readonly hop: RequestHop;
      readonly was: Ends;
    }
  | { readonly kind: 'pod'; readonly afterUs: number; readonly uid: string }
  | { readonly kind: 'back'; readonly afterUs: number; readonly who: string }
  | { readonly kind: 'failed'; readonly afterUs: number };

/** What stands in the packet's header: from where to where. */
interface Ends {
  readonly source: string;
  readonly destination: string;
}

/** In the order in which they happened. */
export function walkSteps(request: RequestView): readonly WalkStep[] {
  let ends: Ends = { source: request.source, destination: request.destination };
  const steps = request.hops.map((hop): WalkStep => {
    const { afterUs, at, id } = hop;
    if (at === 'client') return { kind: 'sent', afterUs, who: id };
    if (at === 'pod' && hop !== request.hops[0]) return { kind: 'pod', afterUs, uid: id };
    if (at === 'pod') return { kind: 'sent', afterUs, who: id };
    const was = ends;
    ends = { source: hop.source ?? was.source, destination: hop.destination ?? was.destination };
    return { kind: 'node', afterUs, node: id, hop, was };
  });
  const { outcome, durationUs: afterUs, client } = request;
  return [...steps, outcome === 'answered' ? { kind: 'back', afterUs, who: client } : { kind: 'failed', afterUs }];
}
