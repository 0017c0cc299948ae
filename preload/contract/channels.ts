// Names of the channels between the preload script and the main process. Nobody else uses them.
export const CHANNELS = {
  /** invoke: `(name, payload)`, answers an Outcome. */
  call: 'kubarium:call',
  /** main -> preload: an `AppPush`. */
  push: 'kubarium:push',
  /** preload -> main: the page is ready for its line to the host. */
  connectHost: 'kubarium:connect-host',
  /** main -> preload: that line, as a transferred port. */
  hostPort: 'kubarium:host-port',
} as const;
