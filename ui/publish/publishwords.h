// Whether a publish shows readers something new, or brings what they see up to date: then its name is "Update". Pure; any thread.
#pragma once

#include "core/model/post.h"

namespace galley {

enum class PublishStep { First, Update };

inline PublishStep publishStep(const PostView &post)
{
    return post.publicPost && post.publicPost->published ? PublishStep::Update : PublishStep::First;
}

} // namespace galley
