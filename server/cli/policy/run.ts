import { schemeById } from '#shared/policy/registry.ts';
import { checkSchemes } from './check.ts';
import { decideAll } from './decide.ts';
import { schemeDiff } from './diff.ts';
import { diffLines } from './diff-lines.ts';
import { newScheme } from './new.ts';
import { openScheme, SchemeFolderError } from './scheme-folder.ts';

const usage = `usage: npm run -s policy -- <command>
  decide [--trace] [--with folder] < cases.jsonl
                                    one JSON case a line in, one JSON answer a line out; --trace adds what each rule
                                    said, --with adds a scheme that is not shipped
  check [id or folder …]            shape, citations, eras, references, quotes against the source
  new <place-year> [--into folder]  a commented folder to fill in
  diff <a> <b> [--json]             what changes for whom between two schemes or years
`;

/** Where a command reads and writes. */
interface Console {
	input: AsyncIterable<Uint8Array>;
	output: NodeJS.WritableStream;
	errors: NodeJS.WritableStream;
}

/** Null: not how it is called. */
function decideOptions(args: readonly string[]): { trace: boolean; folder?: string } | null {
	const rest = args.filter((arg) => arg !== '--trace');
	const trace = rest.length < args.length;
	if (rest.length === 0) return { trace };
	return rest.length === 2 && rest[0] === '--with' ? { trace, folder: rest[1]! } : null;
}

/** Runs one command; answers with the exit status. */
export async function runPolicy(
	args: readonly string[],
	{ input, output, errors }: Console,
): Promise<number> {
	try {
		const status = await run(args, input, output);
		if (status === null) errors.write(usage);
		return status ?? 2;
	} catch (error) {
		if (!(error instanceof SchemeFolderError)) throw error;
		errors.write(`${error.message}\n`);
		return 2;
	}
}

/** Null: not a command. */
async function run(
	[command, ...args]: readonly string[],
	input: Console['input'],
	output: Console['output'],
): Promise<number | null> {
	const say = (lines: readonly string[]) => output.write(lines.map((line) => `${line}\n`).join(''));
	if (command === 'decide') {
		const options = decideOptions(args);
		if (!options) return null;
		const { trace, folder } = options;
		const trial = folder === undefined ? null : (await openScheme(folder)).scheme;
		const find = (id: string) => (trial?.id === id ? trial : schemeById(id));
		return (await decideAll(input, output, { trace, find })) ? 1 : 0;
	}
	if (command === 'check' && !args.some((arg) => arg.startsWith('-'))) {
		const { lines, isSound } = await checkSchemes(args);
		say(lines);
		return isSound ? 0 : 1;
	}
	if (command === 'new' && (args.length === 1 || (args.length === 3 && args[1] === '--into'))) {
		say(newScheme(args[0]!, args[2]));
		return 0;
	}
	const [a, b, ...options] = args;
	if (command === 'diff' && a && b && options.every((option) => option === '--json') && options.length <= 1) {
		const [older, newer] = [(await openScheme(a)).scheme, (await openScheme(b)).scheme];
		const changes = schemeDiff(older, newer);
		say(options.length === 1 ? [JSON.stringify(changes, null, '\t')] : diffLines(older, newer, changes));
		return 0;
	}
	return null;
}
