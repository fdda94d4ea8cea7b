#include "ui/models/cursor.h"
