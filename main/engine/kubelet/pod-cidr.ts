// The network plugin's part: it takes the range of the machine's Pods from the machine's Node.
import type { KubeletServices } from './services.ts';

/** Looks the range up in the API unless the machine has it already. */
export function learnPodCidr({ server, machine, node }: KubeletServices): void {
  if (machine.podCidr !== undefined) return;
  const found = server.get('nodes', '', node);
  const cidr = found.ok ? found.object.spec?.podCIDR : undefined;
  if (cidr !== undefined) machine.setPodCidr(cidr);
}
