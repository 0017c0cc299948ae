// What a person at a node asks of its kernel's tables: `iptables-save`, `iptables -S`, `ipvsadm`, `ipset`, `nft`.
import { ruleTools } from '../../../engine/runtime/programs/commands/rule-tools.ts';
import { ruleTablesOf } from '../../../engine/network/rule-tables.ts';
import { hostOf } from './host.ts';
import type { Program } from './program.ts';

function tableProgram(name: string): Program {
  const tool = ruleTools[name];
  if (!tool) throw new Error(`there is no tool ${name}`);
  return {
    name,
    run: async (args, context, { held }) => tool(args, ruleTablesOf(held.cluster.network, hostOf(context, held))),
  };
}

export const iptablesSaveProgram = tableProgram('iptables-save');
export const ip6tablesSaveProgram = tableProgram('ip6tables-save');
export const iptablesProgram = tableProgram('iptables');
export const ipvsadmProgram = tableProgram('ipvsadm');
export const ipsetProgram = tableProgram('ipset');
export const nftProgram = tableProgram('nft');
