import { isErrorCode } from '#shared/errors/error-codes.ts';
import type { Refusal } from '#shared/errors/refusal.ts';

/** Why a reply is not the file that was asked for. A login page of somebody's network is no answer of ours. */
export async function refusalOfReply(answer: Response): Promise<Refusal> {
	const said: unknown = await answer.json().catch(() => null);
	const code = (said as { error?: { data?: { code?: unknown } } } | null)?.error?.data?.code;
	if (isErrorCode(code)) return { code };
	return { code: answer.status >= 500 ? 'server.unavailable' : 'network.captive-portal' };
}
