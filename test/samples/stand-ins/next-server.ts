/** What a route handler uses of Next.js. Next's own class extends the platform's in the same way. */
export class NextResponse extends Response {}
