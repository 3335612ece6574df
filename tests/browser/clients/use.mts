// Makes, lists and decides a request by types that were generated: `node use.mts ADDRESS ADMIN MEMBER ASSET`.
import createClient from "openapi-fetch";
import type { paths } from "./schema.d.ts";

declare const process: { argv: string[]; exitCode?: number };

const [address, admin, member, asset] = process.argv.slice(2);
// The list is offered as a table too; this program reads JSON.
type Read = "application/json" | "application/problem+json";
const by = (token: string) => createClient<paths, Read>({ baseUrl: address, headers: { Authorization: `Bearer ${token}` } });

const place = "/api/dam/download-validation-requests";
const made = await by(member).POST(place, { body: { mediaIds: [Number(asset)], reason: "For a poster" } });
if (made.data === undefined) throw new Error(made.error.detail);

const listed = await by(admin).GET(place, { params: { query: { status: ["pending"] } } });
if (listed.data === undefined) throw new Error(JSON.stringify(listed.error));
const waiting: number[] = listed.data.items.map((request) => request.id);
if (waiting.length !== 1 || waiting[0] !== made.data.id) throw new Error(`listed: ${waiting}`);

const one = { params: { path: { id: made.data.id } } };
const decision = `${place}/{id}/decision` as const;
const refused = await by(member).POST(decision, { ...one, body: { decision: "approve" } });
if (refused.error === undefined || !["own-request", "not-responsible"].includes(refused.error.code)) throw new Error("not refused");

const done = await by(admin).POST(decision, { ...one, body: { decision: "approve", message: "With pleasure" } });
if (done.data?.status !== "approved") throw new Error(JSON.stringify(done.error));
console.log(made.data.id);
