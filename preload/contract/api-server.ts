// The API server that real clients reach, as the window shows it.

export interface ApiServerView {
  /** `https://127.0.0.1:41234`; undefined while it is off. */
  readonly url: string | undefined;
  /** Where its kubeconfig lies; undefined while none is written. */
  readonly kubeconfig: string | undefined;
}

/** A kubeconfig that was added to. */
export interface MergedKubeconfig {
  readonly path: string;
  /** What it was before; undefined where there was none. */
  readonly backup: string | undefined;
}
