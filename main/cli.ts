// The command line: the same cluster without a window.
import { processTerminal } from './cli/process-terminal.ts';
import { runProgram } from './cli/program.ts';

process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
