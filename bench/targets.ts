/** What `npm run bench` finds out, and how good it must be. */
export type Target = { key: string; about: string } & ({ least: number } | { most: number })

export const targets: readonly Target[] = [
  { key: 'throughput_ratio_64', about: 'messages/s with 64 in flight, ours / bare', least: 1 },
  { key: 'throughput_ratio_400', about: 'messages/s with 400 in flight, ours / bare', least: 1 },
  { key: 'latency_p50_ratio', about: 'p50 at 1,000 messages/s, ours / bare', most: 3 },
  { key: 'latency_p99_ratio', about: 'p99 at 1,000 messages/s, ours / bare', most: 2 },
  { key: 'fanout_ratio', about: 'messages/s with 200 desks on the inbox / with one', least: 0.7 },
  { key: 'bytes_per_idle_socket', about: 'of the server, with 10,000 widgets', most: 20_000 },
  { key: 'reconnect_storm_s', about: '10,000 widgets cut at once until all are resumed', most: 20 },
  { key: 'inbox_page_p95_ms', about: 'a page of any view at 100,000 tickets', most: 20 },
  { key: 'inbox_growth_ratio', about: 'p50 of a page at 100,000 / at 1,000 tickets', most: 1.5 },
  { key: 'ticket_update_p50_ms', about: 'a reply with a status', most: 5 },
  { key: 'search_p95_ms_1m', about: 'two words in 1,000,000 messages, newest 20', most: 50 },
  { key: 'search_growth_ratio', about: 'p95 of a search in 1,000,000 / in 10,000 messages', most: 5 },
  { key: 'rules_cost_ratio', about: 'p50 of an update with 500 triggers of which 5 fire / with none', most: 2 },
  {
    key: 'throughput_with_rules_ratio',
    about: 'messages/s with rules, service levels, reminders / without',
    least: 0.8,
  },
  { key: 'automation_lateness_p99_ms', about: 'due until acted, 500 automations, 100,000 tickets', most: 2_000 },
  { key: 'dry_run_ms_100k', about: 'a trigger over 100,000 updates', most: 2_000 },
  { key: 'assign_per_s', about: '5,000 waiting, 500 agents come to work', least: 1_000 },
  { key: 'free_to_offer_p99_ms', about: 'solved until the next offer is on the socket, 2,000 waiting', most: 100 },
  { key: 'decision_growth_ratio', about: 'a decision among 500 agents / among 50', most: 3 },
  { key: 'simulate_week_s', about: 'a week of 50,000 conversations, 100 agents, played twice', most: 10 },
  { key: 'sim_error', about: 'p50 and p90 of waits, replayed / as they were, the worse', most: 0.1 },
  { key: 'wait_range_hit', about: 'share of told waits that held the true one', least: 0.8 },
  { key: 'open_conversation_ms', about: 'click to readable thread of 5,000 messages', most: 50 },
  { key: 'widget_loader_gzip', about: 'bytes on the customer’s page', most: 2_048 },
  { key: 'widget_total_gzip', about: 'bytes of loader, frame and one locale', most: 15_360 },
  { key: 'desk_first_route_gzip', about: 'bytes of scripts and styles to the inbox', most: 256_000 },
  { key: 'start_ms', about: 'second start until ready', most: 2_000 },
  // Reported: on a machine of few processors, nodes, database and load share them, and the second node adds its own work.
  { key: 'two_nodes_ratio', about: 'messages/s of two nodes on one PostgreSQL and NATS / of one node', least: 0 },
  { key: 'idle_rss_mb', about: 'server process 15 s after a start', most: 150 },
]

export const isMet = (target: Target, value: number): boolean =>
  'least' in target ? value >= target.least : value <= target.most
