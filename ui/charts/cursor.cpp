#include "ui/charts/cursor.h"
