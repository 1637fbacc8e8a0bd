import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);
const minBytes = 512;
/** Higher levels cost the server more time than they save the network. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** The reply in the best encoding that the caller takes; a small one stays as it is. */
export async function compressedReply(request: Request, reply: Response): Promise<Response> {
	const accepted = request.headers.get('accept-encoding') ?? '';
	const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
	reply.headers.append('vary', 'accept-encoding');
	if (!encoding || !reply.body) return reply;
	const plain = Buffer.from(await reply.arrayBuffer());
	const { status, headers } = reply;
	if (plain.length < minBytes) return new Response(plain, { status, headers });
	headers.set('content-encoding', encoding);
	headers.delete('content-length');
	const packed = encoding === 'br' ? await toBrotli(plain, brotliOptions) : await toGzip(plain);
	return new Response(new Uint8Array(packed), { status, headers });
}
