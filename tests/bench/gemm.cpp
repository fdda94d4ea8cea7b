#include "tests/bench/gemm.h"

#include <initializer_list>

namespace gradewise::bench {

namespace baseline {
extern const Products table;
}
#ifdef GRADEWISE_X86_64
namespace v3 {
extern const Products table;
}
namespace v4 {
extern const Products table;
}
#endif

const Products& products() {
#ifdef GRADEWISE_X86_64
    for (const Products* const table : {&v3::table, &v4::table})
        if (table->instructionSet == kernels::active().instructionSet)
            return *table;
#endif
    return baseline::table;
}

} // namespace gradewise::bench
