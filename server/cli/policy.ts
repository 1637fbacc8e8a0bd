/**
 * `npm run -s policy -- …`: the tools of whoever keeps the schemes. Exit status 0: all is well; 1: a bad case, an unsound
 * scheme; 2: a wrong command, or a scheme that cannot be found.
 */
import { runPolicy } from './policy/run.ts';

process.exitCode = await runPolicy(process.argv.slice(2), {
	input: process.stdin,
	output: process.stdout,
	errors: process.stderr,
});
