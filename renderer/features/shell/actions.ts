// What a person can do to the cluster, from wherever it is asked: inspector, menu or key.
import { MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER } from '../../../preload/contract/inputs.ts';
import type { ContainerView, PodView } from '../../../preload/contract/views.ts';
import { t } from '../../i18n/language.svelte.ts';
import type { Stores } from '../../stores/stores.ts';

/** Asks first: a Pod does not come back. */
export function askToKillPod(stores: Stores, pod: PodView): void {
  if (!stores.clock.live) {
    tellPast(stores);
    return;
  }
  stores.dialogs.ask({
    title: t('question.kill-pod', { name: pod.name }),
    text: t('question.kill-pod-text'),
    action: t('inspector.kill-pod'),
    run: () =>
      void stores.caller.call('cluster:delete-object', { resource: 'pods', namespace: pod.namespace, name: pod.name }),
  });
}

export function killContainer(stores: Stores, pod: PodView, container: ContainerView): void {
  if (!stores.clock.live) {
    tellPast(stores);
    return;
  }
  void stores.caller.call('cluster:kill-container', {
    namespace: pod.namespace,
    pod: pod.name,
    container: container.name,
  });
}

/** Pulling the plug is asked about, putting it back is not. */
export function powerNode(stores: Stores, node: string, on: boolean): void {
  if (!stores.clock.live) {
    tellPast(stores);
    return;
  }
  const run = (): void => void stores.caller.call('cluster:power-node', { node, on });
  if (on) {
    run();
    return;
  }
  stores.dialogs.ask({
    title: t('question.power-off', { name: node }),
    text: t('question.power-off-text'),
    action: t('inspector.power-off'),
    run,
  });
}

/** Moves a static Pod's manifest out of its kubelet's sight, or back into it. */
export function moveManifest(stores: Stores, node: string, file: string, away: boolean): void {
  if (!stores.clock.live) {
    tellPast(stores);
    return;
  }
  const inForce = `${MANIFESTS_FOLDER}/${file}`;
  const kept = `${MANIFESTS_AWAY_FOLDER}/${file}`;
  const [from, to] = away ? [inForce, kept] : [kept, inForce];
  const run = (): void => void stores.caller.call('cluster:move-file', { node, from, to });
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

function tellPast({ notices }: Stores): void {
  const code = 'not-in-the-past';
  notices.problem({ code, message: t(`problem.${code}`), where: '', hint: t(`hint.${code}`), params: {} });
}
