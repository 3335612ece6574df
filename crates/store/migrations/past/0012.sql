INSERT INTO settings (id, organisation, accent, logo_id, language, languages, mail_from, limit_network, limit_address, limit_downloads, requests_expire_after_days, history_kept_for_days, updated_at) VALUES
    (1, 'Museum of Low Water', '#2255aa', 1, 'en', 'en ar', 'Desk <desk@old.example>', 60, 10, 16, NULL, NULL, 1788220875000000);
