import { m } from '#lib/i18n/paraglide/messages.js';
import { isErrorCode, type ErrorCode } from '#shared/errors/error-codes.ts';

type MessageKeyOf<Code extends string> = Code extends `${infer Head}.${infer Tail}`
	? `${Head}_${Underscored<Tail>}`
	: never;
type Underscored<Text extends string> = Text extends `${infer Head}-${infer Tail}`
	? `${Head}_${Underscored<Tail>}`
	: Text;
type ErrorMessages = { [Code in ErrorCode as `error_${MessageKeyOf<Code>}`]: () => string };

// Typed so that a code without words fails to compile, not to speak.
const words: ErrorMessages = m;

/**
 * What an error code means for a person: what happened, that nothing is lost, what to do next. One
 * short paragraph in the present language. A text that is no code of ours gets the general words.
 */
export function errorWords(code: string): string {
	if (!isErrorCode(code)) return m.error_unknown();
	const key = `error_${code.replace(/[.-]/g, '_')}` as keyof ErrorMessages;
	return words[key]();
}
