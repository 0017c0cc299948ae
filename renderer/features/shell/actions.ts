// What a person can do to the cluster, from wherever it is asked: inspector, menu or key.
import { MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER } from '../../../preload/contract/inputs.ts';
import type { ContainerView, NodeView, PodView } from '../../../preload/contract/views.ts';
import { t } from '../../i18n/language.svelte.ts';
import type { Stores } from '../../stores/stores.ts';

/** Kubelets evict at 85 % of the disk with images and at 90 % without; some room is left for what runs. */
const FULL = 0.97;

/** Asks first: a Pod does not come back. */
export function askToKillPod(stores: Stores, pod: PodView): void {
  const { namespace, name } = pod;
  const question = { title: t('question.kill-pod', { name }), text: t('question.kill-pod-text') };
  inThePresent(stores, () => {
    stores.dialogs.ask({
      ...question,
      action: t('inspector.kill-pod'),
      run: () => void stores.caller.call('cluster:delete-object', { resource: 'pods', namespace, name }),
    });
  });
}

export function killContainer(stores: Stores, pod: PodView, container: ContainerView): void {
  const { namespace, name } = pod;
  inThePresent(
    stores,
    () => void stores.caller.call('cluster:kill-container', { namespace, pod: name, container: container.name }),
  );
}

/** Pulling the plug is asked about, putting it back is not. So it is with everything that breaks a node. */
export function powerNode(stores: Stores, node: string, on: boolean): void {
  breakOrMend(stores, on ? undefined : 'power-off', node, () => stores.caller.call('cluster:power-node', { node, on }));
}

/** Pulls the network cable of a node, or plugs it in again; how good it is stays as it was. */
export function cableNode(stores: Stores, { name, cable }: NodeView, up: boolean): void {
  breakOrMend(stores, up ? undefined : 'cut-network', name, () =>
    stores.caller.call('cluster:set-link', { node: name, link: { ...cable, up } }),
  );
}

/** Fills a node's disk to the brim, or frees what was filled. */
export function fillDisk(stores: Stores, node: string, full: boolean): void {
  breakOrMend(stores, full ? 'fill-disk' : undefined, node, () =>
    stores.caller.call('cluster:fill-disk', { node, share: full ? FULL : 0 }),
  );
}

export function runKubelet(stores: Stores, node: string, on: boolean): void {
  breakOrMend(stores, on ? undefined : 'stop-kubelet', node, () =>
    stores.caller.call('cluster:run-kubelet', { node, on }),
  );
}

/** Sets how late and how lossy packets are at a node. */
export function editLink(stores: Stores, node: string): void {
  inThePresent(stores, () => {
    stores.dialogs.editLink(node);
  });
}

/** Moves a static Pod's manifest out of its kubelet's sight, or back into it. */
export function moveManifest(stores: Stores, node: string, file: string, away: boolean): void {
  const inForce = `${MANIFESTS_FOLDER}/${file}`;
  const kept = `${MANIFESTS_AWAY_FOLDER}/${file}`;
  const [from, to] = away ? [inForce, kept] : [kept, inForce];
  const run = (): void => void stores.caller.call('cluster:move-file', { node, from, to });
  inThePresent(stores, () => {
    if (!away) {
      run();
      return;
    }
    stores.dialogs.ask({
      title: t('question.manifest-away', { file }),
      text: t('question.manifest-away-text', { folder: MANIFESTS_FOLDER }),
      action: t('inspector.manifest-away'),
      run,
    });
  });
}

/** The file from which the kubelet made a static Pod: named for the Pod without its node, as kubeadm writes them. */
export function manifestOf(pod: PodView): string | undefined {
  const suffix = `-${pod.node ?? ''}`;
  return pod.fromFile && pod.name.endsWith(suffix) ? `${pod.name.slice(0, -suffix.length)}.yaml` : undefined;
}

export function askToResetLayout(stores: Stores): void {
  stores.dialogs.ask({
    title: t('question.reset-layout'),
    text: t('question.reset-layout-text'),
    action: t('rail.reset-layout'),
    run: () => void stores.layout.reset(),
  });
}

/** What breaks a node is asked about first, what mends it is not. */
function breakOrMend(
  stores: Stores,
  question: 'power-off' | 'cut-network' | 'fill-disk' | 'stop-kubelet' | undefined,
  name: string,
  call: () => Promise<unknown>,
): void {
  const run = (): void => void call();
  inThePresent(stores, () => {
    if (question === undefined) {
      run();
      return;
    }
    stores.dialogs.ask({
      title: t(`question.${question}`, { name }),
      text: t(`question.${question}-text`),
      action: t(`inspector.${question}`),
      run,
    });
  });
}

/** The past cannot be changed, and says so. */
function inThePresent(stores: Stores, act: () => void): void {
  if (stores.clock.live) act();
  else tellPast(stores);
}

function tellPast({ notices }: Stores): void {
  const code = 'not-in-the-past';
  notices.problem({ code, message: t(`problem.${code}`), where: '', hint: t(`hint.${code}`), params: {} });
}
