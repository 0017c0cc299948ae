// Quotas say what is used.
import { type Fault, fault } from '../fault.ts';
import { amountOf } from '../node-room.ts';
import { COUNTED_RESOURCES, countedOf, withinNamespace } from '../quota-counts.ts';
import { type World, isGoing, nameOf } from '../world.ts';

export function quotas(world: World): readonly Fault[] {
  return world.all('resourcequotas').flatMap((quota) => {
    if (isGoing(quota)) return [];
    const own = withinNamespace(world, quota.metadata?.namespace ?? '');
    const counts = COUNTED_RESOURCES.flatMap((resource) => countedOf(resource, own, world.now));
    const hard = quota.spec?.hard ?? {};
    // Pods of StatefulSets whose names are taken are charged for before they are refused, until the next full count.
    const slack = own.all('statefulsets').length > 0;
    const wrong = counts.filter(([amount, used]) => {
      const said = amountOf(quota.status?.used?.[amount]);
      return hard[amount] !== undefined && (slack ? said < used : said !== used);
    });
    return [
      ...wrong.map(([amount, used]) =>
        fault(
          'quota-status',
          `${nameOf(quota)} says ${quota.status?.used?.[amount] ?? 'nothing'} ${amount} of ${String(used)}`,
        ),
      ),
      ...(JSON.stringify(hard) === JSON.stringify(quota.status?.hard)
        ? []
        : [fault('quota-status', `${nameOf(quota)} has another limit`)]),
    ];
  });
}
