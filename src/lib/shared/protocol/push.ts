/** Taking pushes on one device. What a push carries is the notice's kind and nothing else: `PushPayload`. */
import * as z from 'zod/mini';

const base64url = (length: number) => z.string().check(z.regex(new RegExp(`^[A-Za-z0-9_-]{${length}}$`)));

/** A browser's subscription (Push API), its keys in base64url. */
export const PushSubscriptionInput = z.strictObject({
	endpoint: z.string().check(z.maxLength(1000), z.regex(/^https?:\/\//)),
	/** A P-256 point of 65 bytes. */
	p256dh: base64url(87),
	/** 16 bytes. */
	auth: base64url(22),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionInput>;

export const PushEndpointInput = z.pick(PushSubscriptionInput, { endpoint: true });

/** The key that a browser subscribes for; null where this server sends no pushes. */
export const PushKey = z.object({ key: z.nullable(z.string()) });
export type PushKey = z.infer<typeof PushKey>;
