import { AT_TERMINAL } from '../prepare-script.ts';
import { complained, printed, type Program } from './program.ts';

const UNREACHABLE_CODE = 255;
/** Options of ssh that take a word after them. */
const WITH_VALUE = /^-[bcDEeFIiJLlmOopQRSWw]$/;

/** Runs a command at another machine of the cluster; files are those of the terminal. */
export const sshProgram: Program = {
  name: 'ssh',
  async run(args, context, { held, person }) {
    const at = args.findIndex((word, index) => !word.startsWith('-') && !WITH_VALUE.test(args[index - 1] ?? ''));
    const [destination = '', ...command] = at < 0 ? [] : args.slice(at);
    const name = destination.slice(destination.indexOf('@') + 1);
    const { runtime, network } = held.cluster;
    const node = runtime.machineIp(name) === undefined ? runtime.machineByIp(name) : name;
    if (node === undefined) {
      return complained(`ssh: Could not resolve hostname ${name}: Name or service not known\n`, UNREACHABLE_CODE);
    }
    if (!network.isConnected(node)) {
      return complained(`ssh: connect to host ${name} port 22: No route to host\n`, UNREACHABLE_CODE);
    }
    if (command.length === 0) {
      if (!person || context.env.get(AT_TERMINAL) !== '1')
        return complained('ssh: there is no terminal; give a command\n');
      return printed('', await person.visit(node));
    }
    const env = { ...Object.fromEntries(context.env), HOSTNAME: node };
    return (await context.exec?.(command.join(' '), { cwd: context.cwd, env })) ?? complained('ssh: not available\n');
  },
};
