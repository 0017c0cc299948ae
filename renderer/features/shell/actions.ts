// What a person can do to the cluster, from wherever it is asked: inspector, menu or key.
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
