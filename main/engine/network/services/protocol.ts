// The protocols of a Service's port.
export type Protocol = 'tcp' | 'udp' | 'sctp';

/** The protocol as an object of the API names it; TCP where it is silent. */
export function protocolOf(text: string | undefined): Protocol {
  return text === 'UDP' ? 'udp' : text === 'SCTP' ? 'sctp' : 'tcp';
}
