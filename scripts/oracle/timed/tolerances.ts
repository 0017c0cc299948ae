// By how much times may differ from those recorded, and why. Each recording has its own dice: how they fall says nothing.

/** Times are recorded to a tenth of a second. */
export const ROUNDING_S = 0.1;

/**
 * The kubelet looks at the runtime once a second, at a moment of its own, so that what follows from the start or the
 * end of a container is up to a second sooner or later. Controllers follow within that.
 */
export const RELIST_S = 1;

/**
 * Who writes a status sends what there is to tell: two changes that follow each other within this may come as one, or one
 * as two.
 */
export const MERGED_S = 1.5;

/** A Pod is gone 0 to 2 s after its last container has ended. */
export const REMOVAL_S = 2;

/** On a busy machine single times are up to a second late. */
export const BUSY_S = 1;

/** From one result of a probe to the next. */
export const PROBE_RHYTHM_S = 0.2;

/** What is tried again waits 1.0 to 1.5 times the rest of its back-off. */
export const RETRY_STRETCH = 1.5;

/** How long pulls take is the runtime's affair; the longest that is taken for one. */
export const PULL_S = 30;

/** A kubelet tells of its Node every 10 s, at moments of its own. */
export const NODE_STATUS_S = 10;

/** Whether Nodes are still told of is looked at every 5 s. */
export const NODE_MONITOR_S = 5;

/** The kubelet looks every 10 s whether the status of its Pods stands in the API as it wrote it. */
export const RECONCILE_S = 10;

/** Pods on Nodes that are gone are looked for every 20 s. */
export const POD_GC_S = 20;

/** In which order changes of different objects are seen within this is not defined. */
export const SAME_MOMENT_S = 0.2;

/** Of probes that do not say how often they are run. */
export const PERIOD_DEFAULT_S = 10;
