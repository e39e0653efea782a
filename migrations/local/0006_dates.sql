-- Drafts are listed by the moment they are scheduled for, by a date of their own, or by their last change.
DROP INDEX galley_drafts_list;
CREATE INDEX galley_drafts_list ON galley_drafts (coalesce(publish_at, nullif(published_at, ''), updated_at) DESC,
  post_id, slug, title, subtitle, tags, published_at, publish_at, updated_at);
